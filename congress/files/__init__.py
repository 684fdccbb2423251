"""Formats, not congresses: spreadsheets in and out, papers as DOCX and PDF, badges, QR. Knows nothing of any feature."""
