"""How does somebody at a desk speak with the running product? Over HTTP, signed in, as a browser would."""

from http.cookiejar import CookieJar
from typing import Final
from urllib.parse import urlencode, urljoin
from urllib.request import HTTPCookieProcessor, Request, build_opener

from urllib3 import encode_multipart_formdata

TOKEN: Final = "csrfmiddlewaretoken"
Fields = dict[str, str]


class Visitor:
    """One signed-in person. Every answer is (its address after redirects, its text); errors of HTTP are raised."""

    def __init__(self, address: str, user: str, password: str) -> None:
        self.address, self.cookies = address, CookieJar()
        self.opener = build_opener(HTTPCookieProcessor(self.cookies))
        self.get("/dang-nhap/")
        landed, _ = self.post("/dang-nhap/", {"username": user, "password": password})
        assert "dang-nhap" not in landed, f"{user} cannot sign in"

    def get(self, path: str) -> tuple[str, str]:
        return self._open(Request(urljoin(self.address, path)))

    def load(self, path: str) -> bytes:
        """A picture or file."""
        with self.opener.open(urljoin(self.address, path)) as answer:
            content: bytes = answer.read()
            return content

    def post(self, path: str, fields: Fields) -> tuple[str, str]:
        return self._open(Request(urljoin(self.address, path), urlencode(self._with_token(fields)).encode()))

    def send(self, path: str, name: str, content: bytes, media_type: str) -> tuple[str, str]:
        """Upload one file as the drop zone does."""
        body, kind = encode_multipart_formdata([(TOKEN, self._token), ("files", (name, content, media_type))])
        headers = {"Content-Type": kind, "Accept": "application/json"}
        return self._open(Request(urljoin(self.address, path), body, headers))

    def _with_token(self, fields: Fields) -> Fields:
        return {**fields, TOKEN: self._token}

    @property
    def _token(self) -> str:
        return next((cookie.value or "" for cookie in self.cookies if cookie.name == "csrftoken"), "")

    def _open(self, request: Request) -> tuple[str, str]:
        with self.opener.open(request) as answer:
            return answer.url, answer.read().decode()
