"""An authenticator in software: makes the answers that a browser with a passkey would send."""

import secrets
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

FLAG = AuthenticatorData.FLAG


class SoftToken:
    """One passkey on one device; `counter` is what it says with the next answer."""

    def __init__(self, *, origin: str, rp_id: str = "localhost", verifies_user: bool = True) -> None:
        self.origin = origin
        self.rp_id = rp_id
        self.flags = FLAG.UP | (FLAG.UV if verifies_user else FLAG(0))
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.credential_id = secrets.token_bytes(16)
        self.user_handle = b""
        self.counter = 1

    def register(self, options: dict[str, Any]) -> dict[str, Any]:
        """Answer `creation_options`, and count on."""
        public = options["publicKey"]
        self.user_handle = websafe_decode(public["user"]["id"])
        client = self._client_data(CollectedClientData.TYPE.CREATE, public["challenge"])
        made = AttestedCredentialData.create(
            Aaguid.NONE,
            self.credential_id,
            ES256.from_cryptography_key(self.key.public_key()),  # type: ignore[no-untyped-call]  # fido2 leaves it so
        )
        data = AuthenticatorData.create(self._rp_hash(), self.flags | FLAG.AT, self.counter, made)
        self.counter += 1
        attestation = AttestationObject.create("none", data, {})
        response = {"clientDataJSON": websafe_encode(client), "attestationObject": websafe_encode(attestation)}
        return self._credential(response) | {"clientExtensionResults": {"credProps": {"rk": True}}}

    def sign(self, options: dict[str, Any]) -> dict[str, Any]:
        """Answer `request_options`, and count on."""
        client = self._client_data(CollectedClientData.TYPE.GET, options["publicKey"]["challenge"])
        data = AuthenticatorData.create(self._rp_hash(), self.flags, self.counter)
        self.counter += 1
        signature = self.key.sign(data + client.hash, ec.ECDSA(SHA256()))
        response = {
            "clientDataJSON": websafe_encode(client),
            "authenticatorData": websafe_encode(data),
            "signature": websafe_encode(signature),
            "userHandle": websafe_encode(self.user_handle),
        }
        return self._credential(response) | {"clientExtensionResults": {}}

    def _client_data(self, kind: str, challenge: str) -> CollectedClientData:
        return CollectedClientData.create(type=kind, challenge=websafe_decode(challenge), origin=self.origin)

    def _rp_hash(self) -> bytes:
        return sha256(self.rp_id.encode()).digest()

    def _credential(self, response: dict[str, Any]) -> dict[str, Any]:
        name = websafe_encode(self.credential_id)
        return {"id": name, "rawId": name, "type": "public-key", "response": response}
