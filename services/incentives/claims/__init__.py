"""Claims (申领): from an application or a find of the system to an approval, by four different people."""
