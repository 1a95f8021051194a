FROM golang:1.27-trixie AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o /selftest .

FROM scratch
COPY --from=build /selftest /selftest
USER 65532:65532
CMD ["/selftest"]
