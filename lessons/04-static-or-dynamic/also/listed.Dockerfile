FROM golang:1.27-trixie AS build
WORKDIR /src
COPY . .
RUN go build -o /resolve .
RUN ldd /resolve

FROM scratch
COPY --from=build /resolve /resolve
CMD ["/resolve"]
