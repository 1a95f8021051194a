FROM golang:1.27-trixie AS build
WORKDIR /src
COPY . .
RUN go mod download
RUN CGO_ENABLED=0 go build -o /selftest .

FROM gcr.io/distroless/static-debian13
COPY --from=build /selftest /selftest
CMD ["/selftest"]
