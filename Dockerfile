# Three stages: the app (Node), the binary (Go), and an image with nothing but the binary.
# Build: docker build -t passbok .    Run: see docs/operator.md

FROM node:20-bookworm-slim AS app
WORKDIR /src/pwa
COPY pwa/package.json pwa/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY pwa/ ./
RUN npm run build

FROM golang:1.26-bookworm AS binary
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
COPY --from=app /src/pwa/dist pwa/dist
ARG VERSION=dev
RUN CGO_ENABLED=0 go build -tags pwa -trimpath -ldflags "-s -w -X main.version=${VERSION}" -o /passbok . \
 && mkdir -p /data && chown 65532:65532 /data

FROM scratch
COPY --from=binary /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=binary /passbok /passbok
COPY --from=binary --chown=65532:65532 /data /data
USER 65532:65532
VOLUME /data
EXPOSE 8080
ENV PASSBOK_DATA=/data PASSBOK_ADDR=:8080
ENTRYPOINT ["/passbok"]
CMD ["serve"]
