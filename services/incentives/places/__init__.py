"""Places (区划名称): what the divisions are called, for papers."""
