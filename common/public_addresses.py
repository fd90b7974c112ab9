"""Which addresses are of the public internet, and so may be called because somebody of outside named them.

Explicit tables, not `ipaddress.is_global`, whose answers changed between versions of Python. Sources: the IANA registries of
special-purpose addresses (RFC 6890), and the metadata services of clouds. What carries an IPv4 address inside (mapped, NAT64) is
judged by that; the other ways of tunnelling are refused, as nobody serves by them any more.
"""

import ipaddress

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_REFUSED_V4 = tuple(
    ipaddress.IPv4Network(network)
    for network in (
        "0.0.0.0/8",  # this host
        "10.0.0.0/8",
        "100.64.0.0/10",  # shared by carriers; one cloud's metadata
        "127.0.0.0/8",
        "168.63.129.16/32",  # a cloud's inner server on a public number
        "169.254.0.0/16",  # link-local; most clouds' metadata
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, broadcast
    )
)
_PUBLIC_V6 = ipaddress.IPv6Network("2000::/3")  # all that was ever given out
_REFUSED_V6 = tuple(
    ipaddress.IPv6Network(network)
    for network in (
        "2001::/23",  # protocols: Teredo, benchmarks, ORCHID
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4
        "2620:4f:8000::/48",
        "3fff::/20",  # documentation
    )
)
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052; its local twin 64:ff9b:1::/48 is refused like all else outside
_ISATAP = {0x00005EFE, 0x02005EFE}  # RFC 5214: the upper half of the interface's name


def is_public(address: Address) -> bool:
    """Say whether `address` is one that the public internet reaches, and nothing of ours or of our host's."""
    if isinstance(address, ipaddress.IPv4Address):
        return not any(address in network for network in _REFUSED_V4)
    inside = _ipv4_inside(address)
    if inside is not None:
        return is_public(inside)
    if (int(address) >> 32) & 0xFFFFFFFF in _ISATAP:
        return False
    return address in _PUBLIC_V6 and not any(address in network for network in _REFUSED_V6)


def _ipv4_inside(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF) if address in _NAT64 else None
