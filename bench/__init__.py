"""Every speed claim, rerunnable, beside a peer or a limit measured in the same run."""
