"""What goes out on paper to many or to one: whom to, on which sheets, in which words, and what was sent."""
