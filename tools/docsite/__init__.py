"""The documentation site: pages of docs/, pages made from what impsim knows of itself, and Sphinx."""
