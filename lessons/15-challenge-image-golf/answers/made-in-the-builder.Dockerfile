FROM golang:1.27-trixie AS builder
RUN mkdir -p /root-fs/tmp /root-fs/etc/ssl/certs && chmod 1777 /root-fs/tmp
RUN echo "app:x:1000:1000::/:/" > /root-fs/etc/passwd
RUN cp /etc/ssl/certs/ca-certificates.crt /root-fs/etc/ssl/certs/
WORKDIR /app
COPY . .
RUN CGO_ENABLED=0 go build -tags timetzdata -trimpath -ldflags="-s -w" -o /root-fs/selftest .

FROM scratch
COPY --from=builder /root-fs /
USER 1000:1000
ENTRYPOINT ["/selftest"]
