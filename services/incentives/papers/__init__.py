"""Papers (文书): notices to people and the village's posting; PDF, in Chinese, one file for a village."""
