FROM golang:1.27-trixie AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /resolve .
RUN ldd /resolve || true

FROM scratch
COPY --from=build /resolve /resolve
CMD ["/resolve"]
