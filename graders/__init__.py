"""For educators: questions, how answers become marks, and what nbgrader needs to use them."""
