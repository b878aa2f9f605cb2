"""Text messages over a gateway of one's own: ``smsgate://TOKEN@HOST/PATH?to={phone}&delivery={delivery}``.

Each message is one ``POST`` of ``{"phone": "+8613800138000", "text": "…", "delivery": "…"}`` with
``Authorization: Bearer TOKEN``; ``smsgates://`` goes over TLS. Any answer from 200 to 299 says that the gateway has
taken it. 4xx refuses it for good, but for 401, 403, 407, 408, 425 and 429; these, 5xx and silence are tried again.
docs/sms.md tells those who build one what else they need.
"""

import re
from typing import Any

import requests
from apprise.plugins import NotifyBase

DIGITS = re.compile(r"\+?[0-9]{5,15}")


class SmsGateway(NotifyBase):  # type: ignore[misc] # apprise has no types
    """One recipient of one gateway."""

    service_name = "Linli SMS gateway"
    service_url = ""
    protocol = "smsgate"
    secure_protocol = "smsgates"
    setup_url = ""
    request_rate_per_sec = 0
    title_maxlen = 0  # the title becomes the first line of the text
    templates = ("{schema}://{token}@{host}", "{schema}://{token}@{host}:{port}")

    def __init__(self, token: str, to: str, key: str, **told: Any) -> None:
        super().__init__(**told)
        self.token, self.key = token, key
        if not DIGITS.fullmatch(to):
            raise TypeError("A gateway needs one phone number.")
        self.phone = f"+{to.lstrip('+')}"

    def send(self, body: str, **_more: Any) -> bool:
        """One try; what the gateway says goes to apprise's log, where ``channels`` reads it."""
        port = f":{self.port}" if self.port else ""
        url = f"{'https' if self.secure else 'http'}://{self.host}{port}{self.fullpath or '/'}"
        try:
            answer = requests.post(
                url,
                json={"phone": self.phone, "text": body.replace("\r\n", "\n"), "delivery": self.key},
                headers={"Authorization": f"Bearer {self.token}"},
                timeout=self.request_timeout,
                allow_redirects=False,
            )
        except requests.RequestException as error:
            self.logger.debug("SMS gateway: %s", error)
            return False
        if not answer.ok:
            self.logger.warning("The SMS gateway refused: error=%s.", answer.status_code)
        return bool(answer.ok)

    @staticmethod
    def parse_url(url: str) -> Any:
        parts = NotifyBase.parse_url(url)
        if parts:
            parts["token"] = NotifyBase.unquote(parts["user"] or "")
            parts["key"] = NotifyBase.unquote(parts["qsd"].get("delivery", ""))
            parts["to"] = NotifyBase.unquote(parts["qsd"].get("to", ""))
        return parts

    def url(self, privacy: bool = False, **_more: Any) -> str:
        token = self.pprint(self.token, privacy)
        return f"{self.secure_protocol if self.secure else self.protocol}://{token}@{self.host}{self.fullpath or '/'}"
