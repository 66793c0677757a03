"""One file per question: what is shown, and from what."""
