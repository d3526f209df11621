"""The places that give service: village clinics, health centres, hospitals. Nothing here is about a person."""
