"""A small organisation's sign-in on this machine: discovery, authorize, token with an identity, userinfo, keys."""

import base64
import hashlib
import json
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Organisation:
    """What it says of whoever signs in there, and what it was asked."""

    def __init__(self):
        self.claims = {"sub": "1", "email": "ana@who.test", "email_verified": True}
        self.changed_identity: dict = {}
        self.challenges: dict[str, str] = {}
        self.asked: list[str] = []
        self.url = ""

    def discovery(self, query) -> dict:
        paths = {"issuer": "", "authorization_endpoint": "/authorize", "token_endpoint": "/token"}
        paths |= {"userinfo_endpoint": "/userinfo", "jwks_uri": "/jwks"}
        return {name: f"{self.url}{path}" for name, path in paths.items()}

    def jwks(self, query) -> dict:
        key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
        return {"keys": [key | {"kid": "one", "alg": "RS256", "use": "sig"}]}

    def userinfo(self, query) -> dict:
        return self.claims

    def code_for(self, query) -> str:
        code = f"code-{len(self.challenges)}"
        self.challenges[code] = query["code_challenge"][0]
        return f"{query['redirect_uri'][0]}?{urlencode({'code': code, 'state': query['state'][0]})}"

    def token(self, query) -> dict:
        verifier = hashlib.sha256(query["code_verifier"][0].encode()).digest()
        challenge = base64.urlsafe_b64encode(verifier).rstrip(b"=").decode()
        if self.challenges.pop(query["code"][0], "") != challenge:
            return {"error": "invalid_grant"}
        whole = {"iss": self.url, "aud": "portal", "iat": int(time.time()), "exp": int(time.time()) + 60}
        identity = jwt.encode(
            self.claims | whole | self.changed_identity, KEY, algorithm="RS256", headers={"kid": "one"}
        )
        return {"access_token": "opaque", "token_type": "Bearer", "id_token": identity}


@contextmanager
def open_organisation():
    organisation = Organisation()
    answers = {
        "/.well-known/openid-configuration": organisation.discovery,
        "/jwks": organisation.jwks,
        "/userinfo": organisation.userinfo,
        "/token": organisation.token,
    }

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self):
            self.answer(parse_qs(urlsplit(self.path).query))

        def do_POST(self):
            self.answer(parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode()))

        def answer(self, query):
            path = urlsplit(self.path).path
            organisation.asked.append(path)
            if path == "/authorize":
                self.send_response(302)
                self.send_header("Location", organisation.code_for(query))
                self.end_headers()
                return
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(answers[path](query)).encode())

        def log_message(self, *words):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    organisation.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield organisation
    finally:
        server.shutdown()
        server.server_close()
