FROM python:3.13-trixie AS build
WORKDIR /src
COPY . .
RUN pip install --prefix=/install .

FROM gcr.io/distroless/python3-debian13:nonroot
COPY --from=build /install /usr/local
CMD ["-m", "pystats"]
