"""What somebody who came is entitled to here, in plain words, by how long they have lived here."""
