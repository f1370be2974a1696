"""What others' validators say of a PDF: the accessibility standard PDF/UA-1, and whether its syntax is sound."""

from __future__ import annotations

import io


def inaccessible(data: bytes) -> list[str]:
    """Return the rules of PDF/UA-1 (ISO 14289-1) that a PDF breaks, as `7.1-9: what is wrong`; none for a good one.

    The validator is `page-validation`, which knows 104 rules. What it cannot open breaks them all.
    """
    import page

    try:
        report = page.validate_pdf_bytes(data, profile=page.ValidationProfile.PDF_UA_1)
    except page.PageError as error:
        return [str(error)]
    return list(dict.fromkeys(f"{failure.rule_id}: {failure.message}" for failure in report.failures))


def unsound(data: bytes) -> list[str]:
    """Return what qpdf finds wrong with the syntax of a PDF, its streams included; nothing for a good one."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return list(pdf.check_pdf_syntax())
    except pikepdf.PdfError as error:
        return [str(error)]
