FROM golang:1.27-trixie AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /notes .

FROM debian:trixie-slim
RUN mkdir /data
COPY --from=build /notes /notes
USER 65532
ENTRYPOINT ["/notes", "/data"]
