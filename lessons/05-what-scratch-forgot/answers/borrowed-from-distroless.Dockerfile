FROM gcr.io/distroless/static-debian13 AS certified

FROM golang:1.27-trixie AS compiler
WORKDIR /app
COPY . .
RUN CGO_ENABLED=0 go build -tags timetzdata -o /out/selftest .

FROM scratch
COPY --from=certified /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=certified /etc/passwd /etc/passwd
COPY --from=certified --chown=65532:65532 /tmp /tmp
COPY --from=compiler /out/selftest /selftest
USER nonroot
CMD ["/selftest"]
