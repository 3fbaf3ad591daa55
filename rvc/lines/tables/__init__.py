"""Tables as people keep them: headers, layouts and cells understood, and cases made of them."""
