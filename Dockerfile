# What runs in production: the same lock as everywhere, no build tools, no root.

FROM python:3.12.14-slim-bookworm AS build
ENV UV_PROJECT_ENVIRONMENT=/app/.venv UV_PYTHON_DOWNLOADS=never UV_LINK_MODE=copy UV_COMPILE_BYTECODE=1
RUN pip install --no-cache-dir uv==0.13.9
WORKDIR /app
COPY pyproject.toml uv.lock ./
RUN uv sync --frozen --no-dev --no-install-project
COPY . .
# The values only satisfy the settings while static files are collected; they are in no image that runs.
RUN SECRET_KEY=collect DATABASE_URL=postgres://collect/collect ALLOWED_HOSTS=collect TIMESTAMP_URL=http://collect \
    DJANGO_SETTINGS_MODULE=bhxh_archive.settings.production .venv/bin/python manage.py collectstatic --noinput

FROM python:3.12.14-slim-bookworm
RUN useradd --system --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin bhxh \
    && install -d -o bhxh -g bhxh /var/lib/bhxh
COPY --from=build /app /app
WORKDIR /app
ENV PATH=/app/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    VAR_DIR=/var/lib/bhxh \
    DJANGO_SETTINGS_MODULE=bhxh_archive.settings.production
USER bhxh
VOLUME /var/lib/bhxh
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s \
    CMD ["python", "-m", "tools.run.health", "web", "http://localhost:8000/healthz"]
CMD ["python", "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "--bind", "0.0.0.0:8000", "bhxh_archive.wsgi:application"]
