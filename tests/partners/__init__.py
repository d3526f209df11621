"""What departments' own software meets: real services behind the gateway, called from outside."""
