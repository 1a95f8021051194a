FROM golang:1.27-trixie AS compiler
WORKDIR /app
COPY . .
RUN CGO_ENABLED=0 go build -o /out/notes . && mkdir -p /out/var/notes && chown 65532:65532 /out/var/notes

FROM scratch
COPY --from=compiler --chown=65532:65532 /out/var/notes /var/notes
COPY --from=compiler /out/notes /notes
USER 65532:65532
CMD ["/notes", "/var/notes"]
