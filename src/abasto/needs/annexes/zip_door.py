"""A zip is counted before it is trusted: members, method, and every byte it inflates to.

Runs in the child; imports only the standard library. Answers with a refusal's code, since the child has no rooms.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator

from . import limits

CHUNK_BYTES = 1 << 16
LOCAL_HEADER_BYTES = 30
ENCRYPTED_FLAG = 0x1


class Stopped(Exception):
    """A reason to read no further: a refusal's code and what its sentence needs."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


class CountedZip:
    """The members of a zip held in memory, each inflated by hand so that no size written in a header is believed."""

    def __init__(self, data: bytes) -> None:
        self.data = memoryview(data)
        try:
            infos = zipfile.ZipFile(io.BytesIO(data)).infolist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise Stopped("workbook-damaged") from error
        if len(infos) > limits.MAX_MEMBERS:
            raise Stopped("workbook-too-many-parts", found=len(infos), limit=limits.MAX_MEMBERS)
        self.members = {info.filename: info for info in infos}
        if len(self.members) != len(infos):
            raise Stopped("workbook-damaged", part="twice")
        self._count_bytes(infos)

    def _count_bytes(self, infos: list[zipfile.ZipInfo]) -> None:
        inflated = 0
        for info in infos:
            size = checksum = 0
            for chunk in self.chunks(info.filename):
                size += len(chunk)
                checksum = zlib.crc32(chunk, checksum)
                if inflated + size > limits.MAX_UNCOMPRESSED_BYTES:
                    raise Stopped("workbook-bomb", part=info.filename, limit=limits.MAX_UNCOMPRESSED_BYTES)
            if (size, checksum) != (info.file_size, info.CRC):
                raise Stopped("workbook-damaged", part=info.filename)
            inflated += size

    def chunks(self, name: str) -> Iterator[bytes]:
        """The bytes of a member, inflated piece by piece."""
        info = self.members[name]
        if info.flag_bits & ENCRYPTED_FLAG:
            raise Stopped("workbook-encrypted", part=name)
        raw = self._raw(info)
        if info.compress_type == zipfile.ZIP_STORED:
            for start in range(0, len(raw), CHUNK_BYTES):
                yield bytes(raw[start : start + CHUNK_BYTES])
        elif info.compress_type == zipfile.ZIP_DEFLATED:
            yield from _inflate(raw, name)
        else:
            raise Stopped("workbook-damaged", part=name)

    def _raw(self, info: zipfile.ZipInfo) -> memoryview:
        header = self.data[info.header_offset : info.header_offset + LOCAL_HEADER_BYTES]
        if len(header) < LOCAL_HEADER_BYTES or bytes(header[:4]) != b"PK\x03\x04":
            raise Stopped("workbook-damaged", part=info.filename)
        names = int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
        start = info.header_offset + LOCAL_HEADER_BYTES + names
        return self.data[start : start + info.compress_size]


def _inflate(raw: memoryview, name: str) -> Iterator[bytes]:
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for start in range(0, len(raw), CHUNK_BYTES):
            pending: bytes | memoryview = raw[start : start + CHUNK_BYTES]
            while True:
                chunk = stream.decompress(pending, CHUNK_BYTES)
                pending = stream.unconsumed_tail
                yield chunk
                if not pending and len(chunk) < CHUNK_BYTES:
                    break
    except zlib.error as error:
        raise Stopped("workbook-damaged", part=name) from error
