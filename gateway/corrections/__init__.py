"""Corrections and who must hear of them: each department that was shown the person is told, and says that it knows."""
