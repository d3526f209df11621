"""County-to-county exchange (跨县交换): signed messages between installations, and receipts."""
