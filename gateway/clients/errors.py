"""Refusals of this feature."""

from chassis.problems import Conflict, NotFound


class UnknownClient(NotFound):
    """No department's client has this name."""

    slug = "unknown-client"
    title_zh, title_en = "没有这个部门客户端", "No such client"


class UnknownClientKey(NotFound):
    """The client has no such key in use."""

    slug = "unknown-client-key"
    title_zh, title_en = "该客户端没有这把在用的公钥", "The client has no such key in use"


class UnknownClientCertificate(NotFound):
    """The client has no such certificate in use."""

    slug = "unknown-client-certificate"
    title_zh, title_en = "该客户端没有这张在用的证书", "The client has no such certificate in use"


class ClientCertificateTaken(Conflict):
    """The certificate is, or was, some client's."""

    slug = "client-certificate-taken"
    title_zh, title_en = "该证书已经登记过", "This certificate has been registered already"


class ClientKeyTaken(Conflict):
    """The client has, or had, a key of this id: ids are never used again."""

    slug = "client-key-taken"
    title_zh, title_en = "该公钥标识已经用过", "This key id has been used already"
