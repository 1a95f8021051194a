FROM golang:1.27-trixie AS build
WORKDIR /src
COPY . .
RUN go mod download
RUN CGO_ENABLED=0 go build -o /notes .
RUN mkdir /data

FROM gcr.io/distroless/static-debian13:nonroot
COPY --from=build --chown=65532:65532 /data /data
COPY --from=build /notes /notes
ENTRYPOINT ["/notes", "/data"]
