"""Parts of the internal brief: for our own eyes, and never handed to a document that leaves the house."""
