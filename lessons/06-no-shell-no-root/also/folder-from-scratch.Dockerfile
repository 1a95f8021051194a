FROM golang:1.27-trixie AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /notes .
RUN mkdir /data

FROM scratch
COPY --from=build --chown=65532:65532 /data /data
COPY --from=build /notes /notes
USER 65532:65532
ENTRYPOINT ["/notes", "/data"]
