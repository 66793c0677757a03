"""What the pages say in each language, beside the articles themselves."""
