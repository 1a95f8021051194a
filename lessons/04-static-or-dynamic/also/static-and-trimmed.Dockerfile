FROM golang:1.27-trixie AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -o /resolve .

FROM scratch
COPY --from=build /resolve /resolve
CMD ["/resolve"]
