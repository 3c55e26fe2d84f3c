"""How does the test authority come into being, and how are certificates added later?"""

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from asn1crypto import pem
from certomancer.registry import ArchLabel, CertLabel, CertomancerConfig

from .architecture import AUTHORITY_LABELS, configuration
from .entities import DEFAULT_ENTITIES, Entity
from .keys import ensure_key, write_pkcs12
from .layout import ARCHITECTURE, Layout, LayoutError, State, load_state, save_state, save_text

DEFAULT_PORT = 8899


def create(folder: Path, entities: Iterable[Entity] | None = None, *, port: int | None = None) -> Layout:
    """Makes the authority, or adds the entities it does not have yet; what exists stays as it is.

    The port is written into every certificate (OCSP and CRL addresses), so it is fixed by the
    first call. Raises `LayoutError` when another port, or another name for a slug already
    issued, is asked for.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    state = _state(folder, port)
    _add(state, DEFAULT_ENTITIES if entities is None else entities)
    layout = Layout(folder, state.port)
    labels = [*AUTHORITY_LABELS, *state.entities]
    for label in labels:
        ensure_key(layout.keys / f"{label}.pem", state.entities[label].key if label in state.entities else "ec")
        state.serial(label)
    # Serial numbers are remembered before a certificate bears them: a run cut short loses nothing.
    save_state(folder, state)
    _issue(layout, state, labels)
    return layout


def _state(folder: Path, port: int | None) -> State:
    state = load_state(folder)
    if state is None:
        return State(port=port or DEFAULT_PORT, created=datetime.now(UTC).replace(microsecond=0))
    if port is not None and port != state.port:
        raise LayoutError(
            f"the certificates in {folder} name port {state.port}; serve that port, "
            f"or remove the folder and sign again with certificates for port {port}"
        )
    return state


def _add(state: State, entities: Iterable[Entity]) -> None:
    for entity in entities:
        if entity.slug in AUTHORITY_LABELS:
            raise LayoutError(f"{entity.slug!r} is the name of an authority")
        if state.entities.setdefault(entity.slug, entity) != entity:
            raise LayoutError(f"{entity.slug!r} already has a certificate with other data; use another slug")


def _issue(layout: Layout, state: State, labels: Sequence[str]) -> None:
    """Writes the missing certificates, then the configuration that serves exactly those bytes."""
    layout.certs.mkdir(exist_ok=True)
    pinned = {label for label in labels if (layout.certs / f"{label}.pem").exists()}
    config = CertomancerConfig(
        configuration(state, layout.prefix, pinned),
        key_search_dir=str(layout.folder),
        config_search_dir=str(layout.folder),
    )
    architecture = config.get_pki_arch(ArchLabel(ARCHITECTURE))
    for label in labels:
        if label not in pinned:
            certificate = architecture.get_cert(CertLabel(label)).dump()
            save_text(layout.certs / f"{label}.pem", pem.armor("CERTIFICATE", certificate).decode())
    _publish(layout, state)
    save_text(layout.config, json.dumps(configuration(state, layout.prefix, set(labels)), ensure_ascii=False, indent=1))


def _der(layout: Layout, label: str) -> bytes:
    _, _, der = pem.unarmor((layout.certs / f"{label}.pem").read_bytes())
    return bytes(der)


def _publish(layout: Layout, state: State) -> None:
    read = lambda label: (layout.certs / f"{label}.pem").read_text()  # noqa: E731
    save_text(layout.roots, read("root"))
    save_text(layout.chain, read("signer-ca") + read("tsa-ca"))
    chain = [_der(layout, "signer-ca"), _der(layout, "root")]
    for slug in state.entities:
        target = layout.pkcs12(slug)
        if not (target.exists() and target.with_suffix(".pass").exists()):
            write_pkcs12(target, (layout.keys / f"{slug}.pem").read_bytes(), _der(layout, slug), chain)
