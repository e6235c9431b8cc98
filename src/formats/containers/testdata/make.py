"""Makes files.zip: the HDF5, zip and npy files that the tests beside the readers open.

    python make.py            # needs h5py 3.14 (HDF5 1.14) and NumPy 2
"""

import ctypes
import io
import pathlib
import tempfile
import zipfile

import h5py
import numpy as np

# h5py does not offer every property; its own copy of the library does.
LIBRARY = ctypes.CDLL(str(next((pathlib.Path(h5py.__file__).parent.parent / "h5py.libs").glob("libhdf5-*"))))
HID = ctypes.c_int64

HERE = pathlib.Path(tempfile.mkdtemp())
random = np.random.default_rng(7)


def numbers(*shape, dtype="f4"):
    return (random.standard_normal(shape) * 50).astype(dtype)


def create(name, **options):
    return h5py.File(HERE / name, "w", **options)


def low_level(group, name, shape, chunks=None, maxshape=None, prepare=None, dtype=h5py.h5t.IEEE_F32LE):
    """A dataset whose creation properties h5py's own interface does not offer."""
    plist = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    if chunks:
        plist.set_chunk(chunks)
    if prepare:
        prepare(plist)
    extent = h5py.h5s.create_simple(shape, maxshape or shape)
    return h5py.Dataset(h5py.h5d.create(group.id, name.encode(), dtype, extent, plist))


def dtypes(file):
    for kind in ["f8", "f4", "f2", "i1", "i2", "i4", "u1", "u2", "u4", "u8"]:
        file[f"little/{kind}"] = numbers(3, 2).astype("<" + kind)
        file[f"big/{kind}"] = numbers(3, 2).astype(">" + kind)
    file["little/i8"] = np.array([2**53 + 1, -(2**62) - 1, 7], "<i8")
    file["big/i8"] = np.array([2**53 + 1, -(2**62) - 1, 7], ">i8")
    file["bool"] = np.array([[True, False], [False, True]])
    file["bfloat16"] = np.array([0x3F80, 0xC000, 0x7FC0], "<u2").view("V2")
    file["complex64"] = np.array([1 + 2j, -3.5j], "c8")
    file["big_complex64"] = np.array([1 + 2j, -3.5j], ">c8")
    brain = h5py.h5t.IEEE_F16LE.copy()
    brain.set_fields(15, 7, 8, 0, 7)
    brain.set_ebias(127)
    low_level(file, "bfloat16_float", (2,), dtype=brain).id.write(
        h5py.h5s.ALL, h5py.h5s.ALL, np.array([0x3F80, 0xC000], "<u2"), mtype=brain
    )
    file["fixed_text"] = np.array([b"ab", b"c"], "S4")
    file.create_dataset("heap_text", data=["ä", "word"], dtype=h5py.string_dtype())
    file["scalar"] = np.float32(2.5)
    file["no_elements"] = np.zeros((0, 3), "f4")
    file["null"] = h5py.Empty("f4")
    file["complex128"] = np.zeros(2, "c16")
    file["record"] = np.zeros(2, [("a", "f4"), ("b", "i4"), ("c", "i4")])
    file["record2"] = np.zeros(2, [("r", "S3"), ("i", "i4")])
    file["list"] = np.zeros(2, "(3,)f4").reshape(2, 3)
    committed = np.dtype("f4")
    file["named_type"] = committed
    file.create_dataset("of_named_type", data=numbers(4), dtype=file["named_type"])
    file.create_dataset("level", data=[0, 1, 2], dtype=h5py.enum_dtype({"low": 0, "mid": 1, "high": 2}, "u1"))


def attributes(owner):
    owner.attrs["text"] = "Grüße"
    owner.attrs["ascii_bytes"] = np.bytes_("Grüße".encode())
    owner.attrs["padded"] = np.array([b"kernel", b"bias"], "S10")
    owner.attrs["names"] = [f"layer_{i}" for i in range(300)]
    owner.attrs["empty"] = np.zeros(0)
    owner.attrs["null"] = h5py.Empty("f4")
    owner.attrs["flag"] = True
    owner.attrs["int"] = 41
    owner.attrs["wide"] = np.array([2**53 + 1, 3], "i8")
    owner.attrs["big"] = np.array([1.5, -2.5], ">f8")
    owner.attrs["half"] = np.array([1.5, -0.25], "f2")
    owner.attrs["pair"] = np.complex64(1 + 2j)
    owner.attrs["long_text"] = "config " * 10_000
    for padding, name in [(h5py.h5t.STR_NULLTERM, "terminated"), (h5py.h5t.STR_SPACEPAD, "spaces")]:
        kind = h5py.h5t.C_S1.copy()
        kind.set_size(8)
        kind.set_strpad(padding)
        low = h5py.h5a.create(owner.id, name.encode(), kind, h5py.h5s.create(h5py.h5s.SCALAR))
        low.write(np.array(b"ab\0zzzzz" if name == "terminated" else b"ab      ", "S8"), mtype=kind)


def links(file):
    file["group/value"] = numbers(2)
    file["hard"] = file["group/value"]
    file["soft"] = h5py.SoftLink("/group/value")
    file["dangling"] = h5py.SoftLink("/nowhere")
    file["external"] = h5py.ExternalLink("other.h5", "/value")
    file["group/circle"] = file["/"]
    file["gruppe_ü"] = numbers(1)


def layouts(file):
    values = numbers(13, 9)
    file.create_dataset("compact_like", data=numbers(2))
    compact = low_level(file, "compact", (3,), prepare=lambda p: p.set_layout(h5py.h5d.COMPACT))
    compact[...] = [1, 2, 3]
    file.create_dataset("contiguous", data=values)
    file.create_dataset("unwritten", shape=(4, 4), dtype="f4")
    file.create_dataset("unwritten_fill", shape=(4, 4), dtype="f4", fillvalue=2.5)
    file.create_dataset("chunked", data=values, chunks=(4, 5))
    file.create_dataset("gzip", data=values, chunks=(4, 5), compression="gzip")
    file.create_dataset("shuffle", data=values, chunks=(4, 5), compression="gzip", shuffle=True)
    file.create_dataset("fletcher32", data=values, chunks=(4, 5), fletcher32=True)
    file.create_dataset("all_filters", data=values.astype(">f8"), chunks=(4, 5), compression="gzip", shuffle=True, fletcher32=True)
    file.create_dataset("one_chunk", data=values, chunks=(13, 9))
    file.create_dataset("one_chunk_gzip", data=values, chunks=(13, 9), compression="gzip")
    file.create_dataset("odd_bytes", data=np.arange(15, dtype="u1"), chunks=(5,), fletcher32=True)
    file.create_dataset("growing", data=values, chunks=(4, 5), maxshape=(None, 9))
    file.create_dataset("growing_second", data=values, chunks=(4, 5), maxshape=(20, None), compression="gzip")
    file.create_dataset("growing_both", data=values, chunks=(4, 5), maxshape=(None, None))
    file.create_dataset("growing_both_gzip", data=values, chunks=(4, 5), maxshape=(None, None), compression="gzip")
    file.create_dataset("larger_limits", data=values, chunks=(4, 5), maxshape=(30, 30))
    file.create_dataset("three_axes", data=numbers(5, 6, 7), chunks=(2, 4, 3), maxshape=(5, None, 7))
    holes = file.create_dataset("holes", shape=(20, 20), chunks=(4, 4), dtype="f4", fillvalue=-1.5, compression="gzip")
    holes[5:7, 9:14] = 3
    early = lambda p: (p.set_alloc_time(h5py.h5d.ALLOC_TIME_EARLY), p.set_fill_time(h5py.h5d.FILL_TIME_ALLOC))
    low_level(file, "early", (13, 9), (4, 5), prepare=early)[...] = values
    mixed = file.create_dataset("mask", shape=(8,), chunks=(4,), dtype="f4", compression="gzip", shuffle=True)
    mixed.id.write_direct_chunk((0,), np.arange(4, dtype="<f4").tobytes(), filter_mask=3)
    mixed[4:] = 9
    shrunk = file.create_dataset("shrunk", data=values, chunks=(4, 5), maxshape=(None, None))
    shrunk.resize((6, 3))
    file.create_dataset("lzf", data=values, chunks=(4, 5), compression="lzf")
    file.create_dataset("scaleoffset", data=np.arange(40), chunks=(10,), scaleoffset=0)
    if "szip" in h5py.filters.encode:
        file.create_dataset("szip", data=values, chunks=(4, 5), compression="szip")
    low_level(file, "nbit", (6,), (3,), prepare=lambda p: p.set_filter(h5py.h5z.FILTER_NBIT, 0, ()))[...] = np.arange(6)
    low_level(file, "elsewhere", (4,), prepare=lambda p: p.set_external(b"raw.bin", 0, 16))
    if file.libver[1] == "v108":
        return
    plain_edges = lambda p: (p.set_deflate(6), LIBRARY.H5Pset_chunk_opts(HID(p.id), 2))
    low_level(file, "plain_edges", (13, 9), (4, 5), prepare=plain_edges)[...] = values
    layout = h5py.VirtualLayout((13, 9), "f4")
    layout[:] = h5py.VirtualSource(file["contiguous"])
    file.create_virtual_dataset("virtual", layout)


def many_chunks(file):
    """Enough chunks for paged arrays, secondary blocks and trees of two levels."""
    values = np.arange(2600, dtype="i2")
    file.create_dataset("fixed_paged", data=values, chunks=(1,))
    sparse = file.create_dataset("fixed_sparse", shape=(5000,), chunks=(1,), dtype="i1")
    sparse[3] = 1
    sparse[4999] = 2
    file.create_dataset("extensible", data=values, chunks=(1,), maxshape=(None,))
    far = file.create_dataset("extensible_sparse", shape=(60000,), chunks=(1,), maxshape=(None,), dtype="i1")
    far[59990] = 5
    far[100] = 4
    file.create_dataset("tree", data=values[:900].reshape(30, 30), chunks=(1, 1), maxshape=(None, None))


for name, options in [("dtypes.h5", {}), ("dtypes-latest.h5", {"libver": "latest"})]:
    with create(name, **options) as f:
        dtypes(f)
for name, options in [("classic", {}), ("v108", {"libver": ("v108", "v108")}), ("latest", {"libver": "latest"})]:
    with create(f"attributes-{name}.h5", **options) as f:
        attributes(f)
        attributes(f.create_dataset("value", data=numbers(2)))
    with create(f"links-{name}.h5", **options) as f:
        links(f)
    with create(f"layouts-{name}.h5", **options) as f:
        layouts(f)
with create("chunks-latest.h5", libver="latest") as f:
    many_chunks(f)
with create("dense-latest.h5", libver="latest") as f:
    for i in range(600):
        f[f"group/dataset_{i}"] = np.float32(i)
    f["group"].attrs["huge"] = np.array(["x" * 70_000], "S70000")
    ordered = f.create_group("ordered", track_order=True)
    for i in range(40, 0, -1):
        ordered[f"v{i}"] = np.int8(i)
with create("dense-v108.h5", libver=("v108", "v108")) as f:
    for i in range(60):
        f[f"group/dataset_{i}"] = np.float32(i)
    for i in range(60):
        f["group"].attrs[f"attribute_{i}"] = i
with create("order-classic.h5", track_order=True) as f:
    for i in range(20, 0, -1):
        f[f"v{i}"] = np.int8(i)
        f.attrs[f"a{i}"] = i
with create("userblock.h5", userblock_size=1024) as f:
    f["value"] = numbers(3)
with create("many-classic.h5") as f:
    for i in range(120):
        f[f"layers/dense_{i}/vars/0"] = np.float32(i)

with create("soft-classic.h5") as f:
    f["value"] = numbers(2)
    f["soft"] = h5py.SoftLink("/value")
with create("tree-classic.h5") as f:
    f.create_dataset("tree", data=np.arange(900, dtype="i2").reshape(30, 30), chunks=(1, 1))


def from_properties(name, prepare):
    plist = h5py.h5p.create(h5py.h5p.FILE_CREATE)
    prepare(plist)
    with h5py.File(h5py.h5f.create(str(HERE / name).encode(), fcpl=plist)) as f:
        f["group/value"] = numbers(3, 3)
        f["group"].attrs["names"] = ["a", "bc"]
        f.create_dataset("chunked", data=numbers(5, 5), chunks=(2, 2))


def shared_messages(plist):
    LIBRARY.H5Pset_shared_mesg_nindexes(HID(plist.id), 1)
    LIBRARY.H5Pset_shared_mesg_index(HID(plist.id), 0, 0x1F, 8)


from_properties("superblock-1.h5", lambda p: LIBRARY.H5Pset_istore_k(HID(p.id), 16))
from_properties("four-byte-addresses.h5", lambda p: p.set_sizes(4, 4))
from_properties("shared-messages.h5", shared_messages)

np.savez(HERE / "arrays.npz", b=numbers(2, 3), a=np.arange(3, dtype=">i4"), text=np.array(["ä", "word"]))
np.savez_compressed(HERE / "arrays-deflated.npz", numbers(2, 3), np.asfortranarray(numbers(3, 4)))
for name, array in {
    "fortran": np.asfortranarray(np.arange(24, dtype=">f4").reshape(2, 3, 4)),
    "bytes": np.array([b"ab", b"cde"]),
    "object": np.array([{}], object),
    "record": np.zeros(2, [("a", "f4"), ("b", "i4")]),
    "scalar": np.float64(2.5),
    "long_double": np.zeros(1, "g"),
}.items():
    np.save(HERE / f"{name}.npy", array, allow_pickle=True)


class Stream(io.RawIOBase):
    """A file that cannot seek, for which zipfile writes data descriptors."""

    def __init__(self, path):
        self.file = open(path, "wb")

    def writable(self):
        return True

    def write(self, data):
        return self.file.write(data)

    def close(self):
        self.file.close()
        super().close()


def archive(name, compression=zipfile.ZIP_STORED, stream=False, large=False):
    target = Stream(HERE / name) if stream else HERE / name
    with zipfile.ZipFile(target, "w", compression) as z:
        for member, content in [("config.json", b'{"a": 1}' * 40), ("model/weights.bin", bytes(range(256)) * 8)]:
            info = zipfile.ZipInfo(member, (2024, 1, 1, 0, 0, 0))
            info.compress_type = compression
            with z.open(info, "w", force_zip64=large) as out:
                out.write(content)


archive("stored.zip")
archive("deflated.zip", zipfile.ZIP_DEFLATED)
archive("descriptors.zip", zipfile.ZIP_DEFLATED, stream=True)
archive("large.zip", large=True)
archive("bzip2.zip", zipfile.ZIP_BZIP2)

with zipfile.ZipFile(pathlib.Path(__file__).parent / "files.zip", "w", zipfile.ZIP_DEFLATED) as z:
    for path in sorted(HERE.iterdir()):
        z.writestr(zipfile.ZipInfo(path.name, (2024, 1, 1, 0, 0, 0)), path.read_bytes(), zipfile.ZIP_DEFLATED)
        path.unlink()
HERE.rmdir()
