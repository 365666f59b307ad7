"""Lotproof turns a folder of facts about a failed inspection into an evidence dossier."""

__version__ = "0.1.0"
