"""What a file may be: the types that are taken, and what gives a file away as a program."""

from collections.abc import Iterable

from firstline_intake.domain.errors import ExecutableRefused, TypeNotAllowed

DEFAULT_TYPES = (
    "application/gzip",
    "application/json",
    "application/msword",
    "application/pdf",
    "application/vnd.ms-excel",
    "application/vnd.ms-powerpoint",
    "application/vnd.oasis.opendocument.spreadsheet",
    "application/vnd.oasis.opendocument.text",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/xml",
    "application/zip",
    "audio/mpeg",
    "audio/wav",
    "image/gif",
    "image/heic",
    "image/jpeg",
    "image/png",
    "image/tiff",
    "image/webp",
    "message/rfc822",
    "text/csv",
    "text/markdown",
    "text/plain",
    "video/mp4",
    "video/webm",
)
"""Without text/html and image/svg+xml, which browsers run."""
UNKNOWN = "application/octet-stream"
"""Says nothing; taken without a look at its magic, where the setting allows it at all."""
_SAME = {
    "application/x-gzip": "application/gzip",
    "application/x-zip-compressed": "application/zip",
    "application/x-pdf": "application/pdf",
    "audio/mp3": "audio/mpeg",
    "audio/wave": "audio/wav",
    "audio/x-wav": "audio/wav",
    "image/heif": "image/heic",
    "image/jpg": "image/jpeg",
    "image/x-ms-bmp": "image/bmp",
    "text/xml": "application/xml",
}
_TEXTS = frozenset({"application/json", "application/xml", "message/rfc822"})
_PROGRAMS = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"dex\n", b"\0asm", b"!<arch>")
_MACH_O = tuple(bytes.fromhex(one) for one in ("feedface", "feedfacf", "cefaedfe", "cffaedfe"))
_SCRIPT = b"#!"
_RUN_BY_NAME = frozenset(
    {
        *("apk", "app", "appimage", "bat", "cmd", "com", "cpl", "deb", "dll", "dmg", "exe", "hta"),
        *("jar", "js", "jse", "lnk", "msi", "msp", "pif", "ps1", "reg", "rpm", "scr", "sh", "so"),
        *("vbe", "vbs", "wsf", "wsh"),
    }
)


def type_of(content_type: str) -> str:
    """The media type without parameters, in the one name that we use for it."""
    said = content_type.partition(";")[0].strip().lower()
    return _SAME.get(said, said)


def is_text(media_type: str) -> bool:
    """Whether it has no magic of its own: whatever decodes may be it."""
    return media_type.startswith("text/") or media_type in _TEXTS


def allowed(content_type: str | None, types: Iterable[str]) -> str:
    """The type that the sender says. Raises TypeNotAllowed."""
    said, known = type_of(content_type or ""), sorted({type_of(one) for one in types})
    if said not in known:
        raise TypeNotAllowed(
            f"Files of the type {said or '(none said)'} are not taken; say in Content-Type what the"
            f" file is, one of: {', '.join(known)}."
        )
    return said


def no_program(media_type: str, head: bytes) -> None:
    """Raises ExecutableRefused for bytes that begin as a program or a script does."""
    is_program = not is_text(media_type) and head.startswith((*_PROGRAMS, *_MACH_O))
    if is_program or head.startswith(_SCRIPT):
        raise ExecutableRefused(
            "The file begins as a program does, and programs are not taken; describe what it does,"
            " or send a picture of it."
        )


def no_program_name(name: str) -> None:
    """Raises ExecutableRefused for a name that would be run when opened."""
    ending = name.rpartition(".")[2].lower()
    if "." in name and ending in _RUN_BY_NAME:
        raise ExecutableRefused(
            f"A file named .{ending} would be run when it is opened; pack it into an archive, or"
            " give a text its own ending, such as .txt."
        )
