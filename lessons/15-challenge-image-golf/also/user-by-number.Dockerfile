FROM golang:1.27-trixie AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o /selftest .

FROM gcr.io/distroless/static-debian13
COPY --from=build /selftest /selftest
USER 65532:65532
CMD ["/selftest"]
