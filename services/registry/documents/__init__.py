"""Source documents (依据材料): what paper a change of the register stands on."""
