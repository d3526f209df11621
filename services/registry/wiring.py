"""What the registry is made of, for its process (``main``) and for tests."""

from chassis.app import Service

SERVICE = Service("registry", "惠家·人口登记 Population registry", routers=())
