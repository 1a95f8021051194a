FROM golang:1.27-trixie AS build
WORKDIR /src
COPY . .
RUN go build -o /resolve . && chmod +x /resolve

FROM scratch
COPY --from=build /resolve /usr/local/bin/resolve
CMD ["/usr/local/bin/resolve"]
