FROM golang:1.27-trixie AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /notes .

FROM gcr.io/distroless/static-debian13:nonroot
RUN mkdir /data
COPY --from=build /notes /notes
ENTRYPOINT ["/notes", "/data"]
