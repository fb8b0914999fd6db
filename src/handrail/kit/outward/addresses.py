"""Which machines outside may be asked. Everything private is refused, unless the operator names it."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from typing import TypeAlias
from urllib.parse import urlsplit

from handrail.kit.environment import BadSetting
from handrail.kit.words import say

Address: TypeAlias = IPv4Address | IPv6Address
NAT64 = IPv6Network("64:ff9b::/96")
LONGEST = 2_000


class BadAddress(Exception):
    """An address that is not asked. The message says why, in words for whoever typed it, without its secret part."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a web address leads: what a connection needs, and what to ask for there."""

    secure: bool
    host: str
    port: int
    target: str

    @property
    def header(self) -> str:
        """What the Host header says; a usual port is left out."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.port == (443 if self.secure else 80) else f"{name}:{self.port}"


@dataclass(frozen=True, slots=True)
class Allowed:
    """Private machines that the operator has named: hosts, hosts with a port, or networks."""

    names: frozenset[str] = frozenset()
    networks: tuple[str, ...] = ()

    def names_host(self, host: str, port: int) -> bool:
        return host in self.names or f"{host}:{port}" in self.names

    def holds(self, address: Address) -> bool:
        return any(address in ip_network(network) for network in self.networks)


def allowed(entries: list[str], setting: str = "HANDRAIL_OUTWARD_ALLOW") -> Allowed:
    """From the setting's words: `chat.example.lan`, `127.0.0.1:9000`, `10.2.0.0/16`."""
    names, networks = set(), []
    for entry in entries:
        if "/" not in entry:
            names.add(entry.lower().strip("[]"))
            continue
        try:
            networks.append(str(ip_network(entry)))
        except ValueError:
            raise BadSetting(
                f"{setting} holds “{entry}”. Write a host, host:port or a network, for example 10.2.0.0/16."
            ) from None
    return Allowed(frozenset(names), tuple(networks))


def place_of(url: str) -> Place:
    """Take a web address apart, strictly: what looks odd is refused, not guessed at."""
    if len(url) > LONGEST or not url.isprintable() or " " in url or "\\" in url:
        raise BadAddress(say("This is not a web address."))
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise BadAddress(say("This is not a web address.")) from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise BadAddress(say("Write a whole web address that begins with https://."))
    if parts.username is not None or parts.password is not None:
        raise BadAddress(say("A web address with a name and password in it is not used."))
    secure = parts.scheme == "https"
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if not target.isascii():
        raise BadAddress(say("The address holds letters that must be written as %xx."))
    return Place(secure, plain_host(parts.hostname), port or (443 if secure else 80), target)


def plain_host(host: str) -> str:
    """The host in the one form in which it is compared and looked up."""
    try:
        return host if ":" in host else host.rstrip(".").encode("idna").decode().lower()
    except UnicodeError:
        raise BadAddress(say("The host in this address can not be a name.")) from None


def is_public(address: Address) -> bool:
    """Whether a machine of the open internet answers there, whatever the address is wrapped in."""
    inner = wrapped(address)
    if inner is not None:
        return is_public(inner)
    odd = address.is_multicast or address.is_reserved or address.is_unspecified
    return address.is_global and not odd and not getattr(address, "is_site_local", False)


def wrapped(address: Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 one carries: mapped, 6to4, Teredo, NAT64, or the old compatible form."""
    if isinstance(address, IPv4Address):
        return None
    if address in NAT64 or (int(address) >> 32 == 0 and int(address) > 1):
        return IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo
    return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else None)


def check(place: Place, found: list[str], permitted: Allowed) -> list[str]:
    """The found addresses of a host, all of them fit to be asked, or `BadAddress`.

    One private address among them refuses all: a name that answers with both is a trap or a mistake.
    """
    if permitted.names_host(place.host, place.port):
        return found
    inside = [text for text in found if not fit(ip_address(text.partition("%")[0]), permitted)]
    if inside:
        raise BadAddress(
            say(
                "%(host)s is a machine of the inner network. The operator can allow it by its name.",
                host=place.host,
            )
        )
    if not place.secure and not all(permitted.holds(ip_address(t.partition("%")[0])) for t in found):
        raise BadAddress(say("Only https:// is used outside, so that nobody on the way can read it."))
    return found


def fit(address: Address, permitted: Allowed) -> bool:
    return is_public(address) or permitted.holds(address)
