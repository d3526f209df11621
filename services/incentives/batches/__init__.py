"""Batches (批次): payments that go to the bank together; made, approved and released by three people."""
