"""The forms that ask for what a line lacks: when each is wanted, and what it asks for. A form is drawn elsewhere."""
