"""Documents come in: encoding, format readers, the plan, its application."""
