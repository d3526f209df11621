"""The contexts under which a complaint's words are sealed."""

WORDS = "complaint.words"
CONTACT = "complaint.contact"
ANSWER = "complaint.answer"
RECEIPT = "complaint.receipt"
