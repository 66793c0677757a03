"""Settings that every service of a suite usually has in common: said once, or for one service."""

from typing import Any, ClassVar

from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

SHARED_PREFIX = "FIRSTLINE_"
_NOT_SHARED = ("kafka_bootstrap", "database_url", "database_password_file")


class SharedSettings(BaseSettings):
    """`FIRSTLINE_<SERVICE>_KAFKA_…` counts; where it isn't set, `FIRSTLINE_KAFKA_…` does.

    So it is for `KAFKA_…` and `DATABASE_…`, but for the two addresses and the password of a role.
    """

    model_config = SettingsConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)
    shared: ClassVar[tuple[str, ...]] = ("kafka_", "database_")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 (the library names it)
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 (the library names it)
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """What the service's own variable says, else what the shared one says."""
        return init_settings, env_settings, _SharedVariables(settings_cls)


class _SharedVariables(EnvSettingsSource):
    def __init__(self, settings_cls: type[BaseSettings]):
        super().__init__(settings_cls, env_prefix=SHARED_PREFIX)

    def __call__(self) -> dict[str, Any]:
        return {name: value for name, value in super().__call__().items() if is_shared(name)}


def is_shared(name: str) -> bool:
    """Whether a field can be set once for all services."""
    return name.startswith(SharedSettings.shared) and name not in _NOT_SHARED
