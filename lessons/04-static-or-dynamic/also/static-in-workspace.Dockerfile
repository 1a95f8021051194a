FROM golang:1.27-trixie AS build
WORKDIR /workspace
COPY . .
RUN CGO_ENABLED=0 go build -o /resolve .

FROM scratch
COPY --from=build /resolve /resolve
CMD ["/resolve"]
