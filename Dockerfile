# The web pages, the server, and an image with nothing else in it.

FROM node:22-bookworm-slim AS web
WORKDIR /src/web
COPY web/package.json web/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY web ./
RUN npm run build

FROM rust:1.95-bookworm AS server
WORKDIR /src
COPY Cargo.toml Cargo.lock ./
COPY src src
COPY crates crates
COPY benches benches
COPY examples examples
COPY tests tests
COPY migrations migrations
COPY chaperone.example.toml ./
COPY --from=web /src/web/dist web/dist
RUN --mount=type=cache,target=/usr/local/cargo/registry --mount=type=cache,target=/src/target \
    cargo build --locked --profile dist --bin chaperone && cp target/dist/chaperone /chaperone

FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates curl \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /srv chaperone \
    && mkdir -p /srv/data && chown chaperone /srv/data
COPY --from=server /chaperone /usr/local/bin/chaperone
COPY intents /srv/intents
COPY answers /srv/answers
COPY rooftops /srv/rooftops
COPY inventory /srv/inventory
COPY corpus/messages /srv/corpus/messages
COPY tests/conversations /srv/tests/conversations
COPY escalation.toml tool_whitelist.toml judgement.toml /srv/
WORKDIR /srv
USER 10001
ENV CHAPERONE_LISTEN=0.0.0.0:8080
EXPOSE 8080
VOLUME /srv/data
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s CMD curl -fsS http://127.0.0.1:8080/readyz || exit 1
ENTRYPOINT ["chaperone"]
CMD ["serve"]
